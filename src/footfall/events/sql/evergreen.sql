-- Which pages do many find by search, and how often are those shared? Pages with search visits and all their shares.
-- reads: first .. last
WITH part AS (
  SELECT path AS page, count(DISTINCT session) AS came, 0 AS gone
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0 AND chan = 5
  GROUP BY path
  UNION ALL
  SELECT path AS page, 0 AS came, count(*) AS gone
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 2 AND bot = 0
  GROUP BY path
)
SELECT page AS path, sum(came) AS visits, sum(gone) AS shares
FROM part GROUP BY page HAVING sum(came) > 0 ORDER BY visits DESC, page LIMIT :most
