using System.Net;
using System.Text;
using EndToEnd.Tests.Abuse.Abusing;

namespace EndToEnd.Tests.Abuse.Abuses;

/// <summary>Calendar files as large as they may be, full of what costs most to read; and larger ones.</summary>
internal sealed class GiantFiles : IAbuse
{
    private const int MaxLength = 10 * 1024 * 1024;
    private const string Event = "BEGIN:VEVENT\nUID:giant\nDTSTART:20260701T080000Z\n";

    private static readonly Lazy<byte[]>[] Files =
    [
        new(() => File($"{Event}DESCRIPTION:a\n", "!\n", MaxLength - 1_000)),
        new(() => File("", "BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\nEND:STANDARD\nEND:VTIMEZONE\n", MaxLength - 1_000)),
        new(() => File(Event, "RDATE:20260702T080000Z,20260703T080000Z,99991231T235959Z\n", MaxLength - 1_000)),
        new(() => File($"{Event}SUMMARY:", "BEGIN:X\n", MaxLength / 2)),
        new(() => File($"{Event}DESCRIPTION:a\n", " folded\n", MaxLength + 1_000)),
    ];

    public string Name => "giant files";

    public bool Anonymous => false;

    /// <summary>The calendar of <see cref="DenseRules"/>.</summary>
    public Task PrepareAsync(AbusiveCaller caller, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RunAsync(AbusiveCaller caller, AnswerTally tally, CancellationToken cancellationToken)
    {
        var number = 0;
        return Repeating.AtATimeAsync(2, async _ =>
        {
            var file = Files[Interlocked.Increment(ref number) % Files.Length].Value;
            using var content = new ByteArrayContent(file) { Headers = { ContentType = new("text/calendar") } };
            if (await caller.PostAsync($"{DenseRules.Calendar}/import", content, cancellationToken) == HttpStatusCode.OK && file.Length > MaxLength)
            {
                tally.Broken(Name, "A file over 10 MiB was accepted.");
            }
        }, cancellationToken);
    }

    private static byte[] File(string head, string line, int length)
    {
        var text = new StringBuilder("BEGIN:VCALENDAR\n").Append(head);
        while (text.Length < length)
        {
            text.Append(line);
        }

        return Encoding.ASCII.GetBytes(text.Append(head.Length > 0 ? "\nEND:VEVENT\n" : "").Append("END:VCALENDAR\n").ToString());
    }
}
