using System.Diagnostics;
using CalendarStore.Sqlite.Access;
using CalendarStore.Sqlite.Tables;
using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Sqlite.Writing;

/// <summary>The transaction that a write runs in, possibly with others' writes; <see cref="Now"/> is the same for all of them.</summary>
internal sealed class WriteTransaction(SqliteSession session, string epoch, Instant now)
{
    public SqliteSession Session => session;
    public string Epoch => epoch;
    public Instant Now => now;

    /// <summary>Whether there will be something for followers to see.</summary>
    public bool Changed { get; set; }

    public Position PositionOf(TenantId tenant) => TenantTable.Position(session, epoch, tenant);

    /// <summary>Moves the tenant's head by one version: what makes it one step with the change is the transaction.</summary>
    public Revision Advance(TenantId tenant, CalendarId calendar, WriteContext context)
    {
        var version = TenantTable.Advance(session, tenant, now, context.TraceOfChange);
        Changed = true;
        // The job's own activity: what the write turned out to be belongs to its span.
        Activity.Current?.SetTag("calendar.tenant", tenant.ToString()).SetTag("calendar.id", calendar.Value).SetTag("calendar.version", version);
        return new Revision(RandomText.Create(12), version, now, context.By);
    }

    public Position At(Revision revision) => new(epoch, revision.Version);
}
