-- How deep and how large do share trees grow? Trees by their generations, over shares of the period.
-- reads: first .. last
WITH tree AS (
  SELECT root, max(gen) AS depth, count(DISTINCT share) AS size
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 2 AND bot = 0 AND root <> 0
  GROUP BY root
)
SELECT depth AS depth, count(*) AS trees, sum(size) AS shares, max(size) AS largest
FROM tree GROUP BY depth ORDER BY depth
