using CalendarStore.Sqlite.Access;
using NodaTime;

namespace CalendarStore.Sqlite.Writing;

/// <summary>The transaction that a write runs in, possibly with others' writes; <see cref="Now"/> is the same for all of them.</summary>
internal sealed class WriteTransaction(SqliteSession session, string epoch, Instant now)
{
    public SqliteSession Session => session;
    public string Epoch => epoch;
    public Instant Now => now;

    /// <summary>Whether there will be something for followers to see.</summary>
    public bool Changed { get; set; }

    /// <summary>Whether it leaves something to sweep.</summary>
    public bool Sweeps { get; set; }
}
