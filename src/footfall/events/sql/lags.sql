-- How long from a share to the shares it brings? Children of mature shares within :window ms, by ten minutes.
-- Whatever the filters: children are read also after the last day and wherever they were made.
WITH parent AS (
  SELECT share, min(ts) AS made
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 2 AND bot = 0 AND share <> 0 AND ts < :now - :window
  GROUP BY share
), child AS (
  SELECT share, max(via) AS parent, min(ts) AS born FROM events
  WHERE site = :site AND day >= :first AND kind = 2 AND bot = 0 AND via <> 0 AND share <> 0
  GROUP BY share
), lag AS (
  SELECT CASE WHEN child.born > parent.made THEN child.born - parent.made ELSE 0 END AS took
  FROM parent JOIN child ON child.parent = parent.share
  WHERE child.born <= parent.made + :window
)
SELECT took - took % 600000 AS since, count(*) AS children
FROM lag GROUP BY took - took % 600000 ORDER BY since
