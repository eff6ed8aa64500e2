-- Which share trees are the largest? Shares and visits under each root.
-- reads: first .. last
WITH part AS (
  SELECT root AS root, max(src_post) AS origin, max(gen) AS depth, count(DISTINCT share) AS shares, 0 AS visits,
    min(ts) AS since, max(CASE WHEN share = root THEN path ELSE '' END) AS page
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind IN (2, 7) AND bot = 0 AND root <> 0
  GROUP BY root
  UNION ALL
  SELECT root AS root, max(src_post) AS origin, max(gen) AS depth, 0 AS shares, count(DISTINCT session) AS visits,
    min(ts) AS since, '' AS page
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0 AND root <> 0
  GROUP BY root
)
SELECT root AS root, max(origin) AS post, max(page) AS path, max(depth) AS depth, sum(shares) AS shares,
  sum(visits) AS visits, min(since) AS since
FROM part GROUP BY root ORDER BY shares DESC, visits DESC, root LIMIT :most
