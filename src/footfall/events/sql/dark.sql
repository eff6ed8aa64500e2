-- How were mature shares made, and how many of each were followed? `dark` ones are known only by a visit.
-- Whatever the filters: any visit follows a share, also after the last day.
WITH made AS (
  SELECT share, max(net) AS target
  FROM events
  WHERE site = :site AND day >= :first AND day <= :last
    AND (:path = '' OR path = :path) AND (:net = '' OR net = :net) AND (:chan = -1 OR chan = :chan)
    AND (:campaign = '' OR campaign = :campaign) AND (:post = -1 OR post = :post OR src_post = :post)
    AND (:device = -1 OR device = :device) AND (:country = '' OR country = :country) AND (:gen = -1 OR gen = :gen)
    AND kind = 2 AND bot = 0 AND share <> 0 AND ts < :now - :window
  GROUP BY share
), followed AS (
  SELECT via AS token FROM events
  WHERE site = :site AND day >= :first AND kind = 0 AND bot = 0 AND chan = 3
  GROUP BY via
), known AS (
  SELECT made.share AS share,
    CASE WHEN made.target IN ('copy', 'native', 'dark') THEN made.target ELSE 'button' END AS control,
    CASE WHEN followed.token > 0 THEN 1 ELSE 0 END AS seen
  FROM made LEFT JOIN followed ON followed.token = made.share
)
SELECT control AS control, count(*) AS shares, sum(seen) AS followed
FROM known GROUP BY control ORDER BY control
