-- What did each delivery (one post or campaign link on one network) bring itself? By its own link.
-- reads: first .. last
WITH part AS (
  SELECT link AS link, max(post) AS origin, max(CASE WHEN kind = 7 THEN net ELSE '' END) AS target,
    max(CASE WHEN kind = 7 THEN ts ELSE 0 END) AS delivered,
    sum(CASE WHEN kind = 1 AND bot = 0 THEN 1 ELSE 0 END) AS clicks,
    sum(CASE WHEN kind = 6 THEN 1 ELSE 0 END) AS fetches, 0 AS visits,
    sum(CASE WHEN kind = 2 AND bot = 0 THEN 1 ELSE 0 END) AS shares,
    sum(CASE WHEN kind = 3 AND bot = 0 AND goal = 'lead' THEN 1 ELSE 0 END) AS leads
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind IN (1, 2, 3, 6, 7) AND link <> 0
  GROUP BY link
  UNION ALL
  SELECT link AS link, max(post) AS origin, '' AS target, 0 AS delivered, 0 AS clicks, 0 AS fetches,
    count(DISTINCT session) AS visits, 0 AS shares, 0 AS leads
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0 AND link <> 0
  GROUP BY link
)
SELECT link AS link, max(origin) AS post, max(target) AS net, max(delivered) AS delivered, sum(clicks) AS clicks,
  sum(fetches) AS fetches, sum(visits) AS visits, sum(shares) AS shares, sum(leads) AS leads
FROM part GROUP BY link ORDER BY visits DESC, clicks DESC, link LIMIT :most
