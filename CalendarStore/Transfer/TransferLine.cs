using System.Text.Json.Serialization;
using TeamCalendars.Calendars;
using TeamCalendars.StoredFormat;

namespace CalendarStore.Transfer;

/// <summary>
/// A line of a tenant's file: JSON, one object per line, UTF-8. First the tenant, then each calendar in the order of id, with its events in the order of id, then the end:
/// <code>
/// {"kind":"tenant","format":1,"tenant":"aaaaaaaa-1111-4111-8111-111111111111","at":"2026-11-23T08:00:00Z"}
/// {"kind":"calendar","calendar":"team","content":{"name":"Team","timeZone":"Europe/Berlin"},"by":"…","at":"2026-11-20T09:00:00Z"}
/// {"kind":"event","calendar":"team","event":"e1","content":{"title":"Stand-up","start":"2026-11-23T09:00:00",…},"by":"…","at":"…"}
/// {"kind":"end","calendars":1,"events":1,"digest":"sha256:…"}
/// </code>
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Tenant), "tenant")]
[JsonDerivedType(typeof(Calendar), "calendar")]
[JsonDerivedType(typeof(Event), "event")]
[JsonDerivedType(typeof(End), "end")]
internal abstract record TransferLine
{
    public const int CurrentFormat = 1;

    private TransferLine()
    {
    }

    /// <param name="Format">A reader refuses one that it does not know.</param>
    /// <param name="TenantId">Where it came from; it may go to another.</param>
    public sealed record Tenant(int Format, [property: JsonPropertyName("tenant")] Guid TenantId, string At) : TransferLine;

    /// <param name="By">Who wrote it last, and <paramref name="At"/> when: for people to read. What is imported is written by who imports.</param>
    public sealed record Calendar([property: JsonPropertyName("calendar")] string Id, CalendarContent Content, string? By, string? At) : TransferLine;

    public sealed record Event([property: JsonPropertyName("calendar")] string CalendarId, [property: JsonPropertyName("event")] string Id, StoredEvent Content, string? By, string? At) : TransferLine;

    /// <summary>Without it the file is only part of one.</summary>
    public sealed record End(int Calendars, long Events, string Digest) : TransferLine;
}
