-- How many further shares does a share bring within :window ms? Sums over shares at least that old, and their roots.
-- :by says over what: '' all, path, net, post (at the root) or week (the Monday of the week of the share).
-- Whatever the filters: children are read also after the last day and wherever they were made.
WITH parent AS (
  SELECT share, max(root) AS tree, min(ts) AS made,
    max(CASE WHEN :by = 'path' THEN path WHEN :by = 'net' THEN net WHEN :by = 'post' THEN CAST(src_post AS TEXT)
      WHEN :by = 'week' THEN CAST(day - (day + 3) % 7 AS TEXT) ELSE '' END) AS part
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
), fruit AS (
  SELECT parent.part AS part, parent.tree AS tree, parent.share AS share,
    sum(CASE WHEN child.parent > 0 AND child.born <= parent.made + :window THEN 1 ELSE 0 END) AS children
  FROM parent LEFT JOIN child ON child.parent = parent.share
  GROUP BY parent.part, parent.tree, parent.share
), grown AS (
  SELECT part, tree, count(*) AS made, sum(children) AS brought, sum(children * children) AS squares
  FROM fruit GROUP BY part, tree
)
SELECT part AS part, sum(made) AS shares, sum(brought) AS children, sum(squares) AS children2, count(*) AS roots,
  sum(made * made) AS root_shares2, sum(brought * brought) AS root_children2, sum(made * brought) AS root_cross
FROM grown GROUP BY part ORDER BY shares DESC, part LIMIT :most
