using System.Collections.Immutable;
using System.Diagnostics;
using CalendarStore.Cosmos.Documents;
using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Cosmos.Writing;

/// <summary>
/// Writes of one tenant that are decided on one state and share one batch: the counterpart of a SQLite transaction. Each sees what those before it made.
/// </summary>
internal sealed class WriteGroup(WriteState state, string epoch, Instant now)
{
    /// <summary>A batch has at most 100 operations and 2 MB; the head is one of them, and the framing takes some.</summary>
    public const int MaxDocuments = 99;

    private const int MaxBytes = 1_900_000;

    private Draft draft = new(state.Head, ImmutableDictionary<string, (EntityDocument, byte[])>.Empty, 0);

    public Instant Now => now;
    public HeadDocument Head => draft.Head;
    public Position Position => new(epoch, Head.HeadVersion);

    /// <summary>Names this attempt in the head.</summary>
    public HeadDocument.Batch Batch { get; } = new(state.Head.HeadVersion + 1, RandomText.Create(6));

    public bool Changed => Head.HeadVersion > state.Head.HeadVersion;
    public bool IsTooLarge => draft.Documents.Count > MaxDocuments || draft.Bytes > MaxBytes;

    /// <summary>One per job that the group holds, in their order.</summary>
    public List<JobOutcome> Outcomes { get; } = [];

    public IReadOnlyDictionary<string, (EntityDocument Document, byte[] Json)> Documents => draft.Documents;

    public EntityDocument? Find(string id) => draft.Documents.TryGetValue(id, out var written) ? written.Document : state.Documents[id];

    /// <summary>Moves the tenant's head by one version.</summary>
    public Revision Advance(CalendarId calendar, WriteContext context)
    {
        var version = Head.HeadVersion + 1;
        Set(Head with { HeadVersion = version, ChangedAt = now.ToUnixTimeMilliseconds(), TraceParent = context.TraceOfChange });
        Activity.Current?.SetTag("calendar.tenant", Head.Tenant).SetTag("calendar.id", calendar.Value).SetTag("calendar.version", version);
        return new Revision(RandomText.Create(12), version, now, context.By);
    }

    public void Put(EntityDocument document)
    {
        var json = DocumentJson.Write(document with { StoredETag = null });
        var replaced = draft.Documents.TryGetValue(document.Id, out var before) ? before.Json.Length : 0;
        draft = draft with { Documents = draft.Documents.SetItem(document.Id, (document, json)), Bytes = draft.Bytes + json.Length - replaced };
    }

    public void Set(HeadDocument head) => draft = draft with { Head = head };

    /// <summary>The ids of the calendar's events, those of this group included; null when they are too many to be written one by one.</summary>
    public IReadOnlyList<string>? EventsOf(CalendarId calendar) =>
        state.FewEvents.TryGetValue(calendar.Value, out var few)
            ? [.. few.Union(draft.Documents.Values.Where(written => written.Document.Calendar == calendar.Value && written.Document.EventId is not null).Select(written => written.Document.Id))]
            : null;

    /// <summary>Undoes what was done since the draft was taken.</summary>
    public void Restore(Draft draft) => this.draft = draft;

    public Draft Save() => draft;

    /// <summary>The head as the batch leaves it.</summary>
    public HeadDocument ToHead() => Head.WithBatch(Batch);

    /// <summary>What was read; null when there was no such document.</summary>
    public EntityDocument? Before(string id) => state.Documents[id];

    internal sealed record Draft(HeadDocument Head, ImmutableDictionary<string, (EntityDocument Document, byte[] Json)> Documents, int Bytes);
}
