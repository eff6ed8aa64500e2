-- On which networks was a link or page of ours posted? Their preview fetchers came, even if nobody clicked.
-- reads: first .. last
SELECT net AS net, link AS link, path AS path, count(*) AS fetches, min(ts) AS since, max(ts) AS latest
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 6 AND net <> '' AND (link <> 0 OR via <> 0) AND (:link = -1 OR link = :link)
GROUP BY net, link, path ORDER BY latest DESC, net, link, path LIMIT :most
