namespace CalendarStore.Sqlite;

/// <summary>How far each named consumer of the feed has come.</summary>
internal static class Checkpoints
{
    public static FeedCursor Get(SqliteSession session, string consumer, string epoch) =>
        session.Scalar("SELECT cursor FROM checkpoints WHERE consumer = $consumer", ("$consumer", consumer)) is string text
        && ChangeLog.SequenceOf(new FeedCursor(text), epoch) > 0
            ? new FeedCursor(text)
            : FeedCursor.Start;

    public static bool Save(WriteTransaction transaction, string consumer, FeedCursor cursor) => transaction.Session.Execute(
        "INSERT OR REPLACE INTO checkpoints (consumer, cursor, at) VALUES ($consumer, $cursor, $at)",
        ("$consumer", consumer), ("$cursor", cursor.Value ?? ""), ("$at", transaction.Now.ToUnixTimeTicks())) > 0;
}
