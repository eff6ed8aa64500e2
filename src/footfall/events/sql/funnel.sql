-- How many go on: attention, visit, share, visit from the share, lead? Of all, and of those our own links brought.
-- own_* follow the trees that our links began: deliveries, and shares in sessions that our posts and ads brought.
WITH own AS (
  SELECT share AS token FROM events
  WHERE site = :site AND share <> 0 AND (kind = 7 OR (kind = 2 AND bot = 0 AND chan IN (1, 2)))
  GROUP BY share
), visit AS (
  SELECT session, max(chan) AS channel, max(link) AS clicked, max(root) AS tree
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
    sum(CASE WHEN channel IN (1, 2) AND clicked = 0 THEN 1 ELSE 0 END) AS unclicked,
    sum(CASE WHEN channel = 3 AND tree IN (SELECT token FROM own) THEN 1 ELSE 0 END) AS own_share_visits
  FROM visit
)
SELECT (SELECT count(*) FROM act WHERE kind = 1) AS clicks, came.unclicked AS unclicked_visits, came.visits AS visits,
  (SELECT count(DISTINCT session) FROM act WHERE kind = 2) AS sharers,
  (SELECT count(*) FROM act WHERE kind = 2) AS shares, came.share_visits AS share_visits,
  (SELECT count(*) FROM act WHERE kind = 3 AND goal = 'lead') AS leads,
  (SELECT count(*) FROM act WHERE kind = 3 AND goal = 'lead' AND chan = 3) AS share_leads,
  came.own_visits AS own_visits,
  (SELECT count(DISTINCT session) FROM act WHERE kind = 2 AND chan IN (1, 2)) AS own_sharers,
  (SELECT count(*) FROM act WHERE kind = 2 AND chan IN (1, 2)) AS own_shares,
  came.own_share_visits AS own_share_visits,
  (SELECT count(*) FROM act WHERE kind = 3 AND goal = 'lead' AND chan IN (1, 2)) AS own_leads,
  (SELECT count(*) FROM act WHERE kind = 3 AND goal = 'lead' AND chan = 3 AND root IN (SELECT token FROM own))
    AS own_share_leads
FROM came
