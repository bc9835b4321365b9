using CalendarStore.Sqlite.Access;
using CalendarStore.Sqlite.Writing;

namespace CalendarStore.Sqlite.Tables;

/// <summary>Which instances follow the feed for a consumer, and which holds which share. Each call is within one transaction.</summary>
internal static class LeaseTable
{
    /// <summary>Makes room for a consumer that is new.</summary>
    public static void Prepare(SqliteSession session, string consumer)
    {
        if (session.Execute("INSERT OR IGNORE INTO feed_consumers (consumer) VALUES ($consumer)", ("$consumer", consumer)) == 0)
        {
            return;
        }

        for (var share = 0L; share < TenantShares.Count; share++)
        {
            session.Execute("INSERT OR IGNORE INTO feed_shares (consumer, share) VALUES ($consumer, $share)", ("$consumer", consumer), ("$share", share));
        }
    }

    /// <returns>False when the instance is not there (any more).</returns>
    public static bool Renew(SqliteSession session, string consumer, string instance) => session.Execute(
        "UPDATE feed_instances SET beat = beat + 1 WHERE consumer = $consumer AND instance = $instance", ("$consumer", consumer), ("$instance", instance)) > 0;

    public static void Join(SqliteSession session, string consumer, string instance) => session.Execute(
        "INSERT INTO feed_instances (consumer, instance, beat) VALUES ($consumer, $instance, 1)", ("$consumer", consumer), ("$instance", instance));

    /// <summary>Takes an instance out, and its shares from it.</summary>
    public static void Leave(SqliteSession session, string consumer, string instance)
    {
        session.Execute("DELETE FROM feed_instances WHERE consumer = $consumer AND instance = $instance", ("$consumer", consumer), ("$instance", instance));
        session.Execute("UPDATE feed_shares SET owner = NULL WHERE consumer = $consumer AND owner = $instance", ("$consumer", consumer), ("$instance", instance));
    }

    public static Dictionary<string, long> Beats(SqliteSession session, string consumer) => session.Many(
        "SELECT instance, beat FROM feed_instances WHERE consumer = $consumer",
        reader => KeyValuePair.Create(reader.GetString(0), reader.GetInt64(1)), ("$consumer", consumer)).ToDictionary(StringComparer.Ordinal);

    /// <summary>The shares in the order of their numbers.</summary>
    public static List<LeasedShare> Shares(SqliteSession session, string consumer) => session.Many(
        "SELECT owner, token, cursor FROM feed_shares WHERE consumer = $consumer ORDER BY share",
        reader => new LeasedShare(reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetInt64(1), reader.GetString(2)), ("$consumer", consumer));

    /// <returns>The token that the owner is to save with.</returns>
    public static long Take(SqliteSession session, string consumer, int share, string instance) => (long)session.Scalar(
        "UPDATE feed_shares SET owner = $instance, token = token + 1 WHERE consumer = $consumer AND share = $share RETURNING token",
        ("$consumer", consumer), ("$share", (long)share), ("$instance", instance))!;

    /// <returns>False when the instance does not hold it by that token.</returns>
    public static bool GiveUp(SqliteSession session, string consumer, int share, string instance, long token) => session.Execute(
        "UPDATE feed_shares SET owner = NULL WHERE consumer = $consumer AND share = $share AND owner = $instance AND token = $token",
        ("$consumer", consumer), ("$share", (long)share), ("$instance", instance), ("$token", token)) > 0;

    /// <returns>False when the instance does not hold it by that token: nothing is saved.</returns>
    public static bool Save(SqliteSession session, string consumer, int share, string instance, long token, string cursor) => session.Execute(
        "UPDATE feed_shares SET cursor = $cursor WHERE consumer = $consumer AND share = $share AND owner = $instance AND token = $token",
        ("$consumer", consumer), ("$share", (long)share), ("$instance", instance), ("$token", token), ("$cursor", cursor)) > 0;

    public static long Generation(SqliteSession session, string consumer) =>
        (long)(session.Scalar("SELECT generation FROM feed_consumers WHERE consumer = $consumer", ("$consumer", consumer)) ?? 0L);

    /// <summary>Tells every instance to look at the leases.</summary>
    public static void Announce(WriteTransaction transaction, string consumer)
    {
        transaction.Session.Execute("UPDATE feed_consumers SET generation = generation + 1 WHERE consumer = $consumer", ("$consumer", consumer));
        transaction.Changed = true;
    }
}

internal sealed record LeasedShare(string? Owner, long Token, string Cursor);
