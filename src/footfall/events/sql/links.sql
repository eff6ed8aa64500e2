-- How often was each short link followed, by people and by programs? One link with :link, all with -1.
-- reads: first .. last
SELECT link AS link, sum(CASE WHEN kind = 1 AND bot = 0 THEN 1 ELSE 0 END) AS clicks,
  sum(CASE WHEN kind = 6 OR bot <> 0 THEN 1 ELSE 0 END) AS fetches,
  max(CASE WHEN kind = 1 AND bot = 0 THEN ts ELSE 0 END) AS latest
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind IN (1, 6) AND link <> 0 AND (:link = -1 OR link = :link)
GROUP BY link ORDER BY clicks DESC, link LIMIT :most
