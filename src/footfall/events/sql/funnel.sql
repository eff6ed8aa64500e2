-- How many go on: attention, visit, share, visit from the share, lead? Of all, and of those our own links brought.
-- own_* follow the trees that our links began: deliveries, and shares in sessions that our posts and ads brought.
-- Whatever the filters: what began a tree is read as it was.
WITH own AS (
  SELECT share AS token FROM events
  WHERE site = :site AND share <> 0 AND (kind = 7 OR (kind = 2 AND bot = 0 AND chan IN (1, 2)))
  GROUP BY share
), visit AS (
  SELECT session, max(chan) AS channel, max(link) AS clicked
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0
  GROUP BY session
), act AS (
  SELECT kind AS kind, session AS session, chan AS chan, root AS root, goal AS goal
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind IN (1, 2, 3) AND bot = 0
), came AS (
  SELECT count(*) AS visits, sum(CASE WHEN channel = 3 THEN 1 ELSE 0 END) AS share_visits,
    sum(CASE WHEN channel IN (1, 2) THEN 1 ELSE 0 END) AS own_visits,
    sum(CASE WHEN channel IN (1, 2) AND clicked = 0 THEN 1 ELSE 0 END) AS unclicked
  FROM visit
), done AS (
  SELECT sum(CASE WHEN kind = 1 THEN 1 ELSE 0 END) AS clicks, sum(CASE WHEN kind = 2 THEN 1 ELSE 0 END) AS shares,
    sum(CASE WHEN kind = 2 AND chan IN (1, 2) THEN 1 ELSE 0 END) AS own_shares,
    sum(CASE WHEN kind = 3 AND goal = 'lead' THEN 1 ELSE 0 END) AS leads,
    sum(CASE WHEN kind = 3 AND goal = 'lead' AND chan = 3 THEN 1 ELSE 0 END) AS share_leads,
    sum(CASE WHEN kind = 3 AND goal = 'lead' AND chan IN (1, 2) THEN 1 ELSE 0 END) AS own_leads
  FROM act
), sharer AS (
  SELECT session, max(chan) AS channel FROM act WHERE kind = 2 GROUP BY session
), sharers AS (
  SELECT count(*) AS sharers, sum(CASE WHEN channel IN (1, 2) THEN 1 ELSE 0 END) AS own_sharers FROM sharer
), tree AS (
  SELECT count(DISTINCT session) AS own_share_visits
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 0 AND bot = 0 AND chan = 3 AND root IN (SELECT token FROM own)
), won AS (
  SELECT count(*) AS own_share_leads FROM act JOIN own ON own.token = act.root
  WHERE act.kind = 3 AND act.goal = 'lead' AND act.chan = 3
)
SELECT done.clicks AS clicks, came.unclicked AS unclicked_visits, came.visits AS visits, sharers.sharers AS sharers,
  done.shares AS shares, came.share_visits AS share_visits, done.leads AS leads, done.share_leads AS share_leads,
  came.own_visits AS own_visits, sharers.own_sharers AS own_sharers, done.own_shares AS own_shares,
  tree.own_share_visits AS own_share_visits, done.own_leads AS own_leads, won.own_share_leads AS own_share_leads
FROM came CROSS JOIN done CROSS JOIN sharers CROSS JOIN tree CROSS JOIN won
