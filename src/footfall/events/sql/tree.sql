-- Who brought whom? The nodes of the largest share trees, whole trees first: at most :most shares and deliveries.
-- Whatever the filters: all visits since the first day count that a node brought.
WITH node AS (
  SELECT share, max(via) AS parent, max(root) AS tree, max(gen) AS age, min(ts) AS made, max(path) AS page,
    max(net) AS target, max(chan) AS channel, max(src_post) AS origin, max(kind) AS sort
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind IN (2, 7) AND bot = 0 AND share <> 0
  GROUP BY share
), size AS (
  SELECT tree, count(*) AS shares FROM node GROUP BY tree
), chosen AS (
  SELECT node.share AS token, node.parent AS parent, node.tree AS root, node.age AS gen, node.made AS ts,
    node.page AS path, node.target AS net, node.channel AS chan, node.origin AS post, node.sort AS kind,
    size.shares AS shares
  FROM node JOIN size ON size.tree = node.tree
  ORDER BY size.shares DESC, node.tree, node.age, node.made, node.share LIMIT :most
), brought AS (
  SELECT via AS token, count(DISTINCT session) AS visits FROM events
  WHERE site = :site AND day >= :first AND kind = 0 AND bot = 0 AND via IN (SELECT token FROM chosen)
  GROUP BY via
)
SELECT chosen.token AS token, chosen.parent AS parent, chosen.root AS root, chosen.gen AS gen, chosen.ts AS ts,
  chosen.path AS path, chosen.net AS net, chosen.chan AS chan, chosen.post AS post, chosen.kind AS kind,
  CASE WHEN brought.visits > 0 THEN brought.visits ELSE 0 END AS visits
FROM chosen LEFT JOIN brought ON brought.token = chosen.token
ORDER BY chosen.shares DESC, chosen.root, chosen.gen, chosen.ts, chosen.token
