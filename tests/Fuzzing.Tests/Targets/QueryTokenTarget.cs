using System.Text;
using CalendarApi.Bodies;
using CalendarApi.Changes;
using CalendarApi.Events;
using CalendarApi.Paging;
using Fuzzing.Tests.Judging;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using TeamCalendars.Tenants;

namespace Fuzzing.Tests.Targets;

/// <summary>Values of queries: <c>since</c>, <c>after</c>, <c>limit</c>, and <c>from</c> with <c>to</c> on two lines. Each input is read as all of them.</summary>
internal sealed class QueryTokenTarget : ITarget
{
    private static readonly TenantId Tenant = new(Guid.Parse("aaaaaaaa-1111-4111-8111-111111111111"));

    public string Name => "query-token";

    public int Share => 1;

    public IReadOnlyList<string> Words { get; } =
        ["|", "=", "-", "_", "+", "Z", "T", ":", "\n", "MTd8", "9223372036854775807", "2026-11-23T00:00:00Z", "9999-12-31T23:59:59+18:00", "0001-01-01T00:00:00-18:00", "T24:00:00", ":60", "\u0661", "\ufffd", "\0", "%2B"];

    public IEnumerable<byte[]> Seeds => SeedFiles.OfTexts(
        SyncToken.Write(Tenant, new("k3v9x2qd7m4h", 0)),
        SyncToken.Write(Tenant, new("k3v9x2qd7m4h", 17)),
        SyncToken.Write(Tenant, new("e", long.MaxValue)),
        WebEncoders.Base64UrlEncode("standup"u8),
        WebEncoders.Base64UrlEncode(Encoding.ASCII.GetBytes(new string('a', 64))),
        "500",
        "2026-11-23T00:00:00Z\n2026-12-23T00:00:00Z",
        "2026-11-23T00:00:00.123456789-03:30\n2027-12-27T00:00:00+18:00");

    public void Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        Judge.Measure("read", () =>
        {
            if (SyncToken.TryRead(Tenant, text, out var position))
            {
                Judge.Holds(SyncToken.TryRead(Tenant, SyncToken.Write(Tenant, position), out var same) && same == position, "A position is read as it was written.");
            }

            var errors = new FieldErrors();
            var after = EventPage.ReadAfter(text, errors);
            Judge.Holds(after is null == errors.Any, "A page token is refused with a reason.");

            errors = new FieldErrors();
            var limit = PageLimit.Read(text, EventPage.DefaultLimit, errors);
            Judge.Holds(limit is >= 1 and <= CalendarStore.StoreLimits.MaxPageSize, "A page has a length.");

            errors = new FieldErrors();
            var lines = text.Split('\n', 2);
            var window = EventWindow.Read(lines[0], lines.Length == 2 ? lines[1] : null, errors);
            Judge.Holds(window is null == errors.Any, "A window is refused with a reason.");
            Judge.Holds(window is null || window.Value.Duration > Duration.Zero && window.Value.Duration <= EventWindow.Longest, "A window is of limited length.");
            return true;
        });
    }
}
