-- What have shares brought that are too young to be counted? By their age in whole hours.
-- Whatever the filters: children are read also after the last day and wherever they were made.
WITH parent AS (
  SELECT share, min(ts) AS made
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 2 AND bot = 0 AND share <> 0 AND ts >= :now - :window AND ts <= :now
  GROUP BY share
), child AS (
  SELECT share, max(via) AS parent, min(ts) AS born FROM events
  WHERE site = :site AND day >= :first AND kind = 2 AND bot = 0 AND via <> 0 AND share <> 0
  GROUP BY share
), fruit AS (
  SELECT parent.share AS share, :now - parent.made - (:now - parent.made) % 3600000 AS age,
    sum(CASE WHEN child.parent > 0 AND child.born <= :now THEN 1 ELSE 0 END) AS children
  FROM parent LEFT JOIN child ON child.parent = parent.share
  GROUP BY parent.share, parent.made
)
SELECT age AS age, count(*) AS shares, sum(children) AS brought, sum(children * children) AS squares
FROM fruit GROUP BY age ORDER BY age
