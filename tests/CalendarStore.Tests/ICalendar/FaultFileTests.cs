using NodaTime;
using NodaTime.Text;
using TeamCalendars.ICalendar.Reading;
using TeamCalendars.Recurrences;

namespace CalendarStore.Tests.ICalendar;

/// <summary>Files as public bug reports describe them. Each has the value that the RFC or widely used programs give it.</summary>
public class FaultFileTests
{
    private static readonly Interval Year = Sample.Window("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");

    private static readonly InstantPattern Start = InstantPattern.CreateWithInvariantCulture("MM'-'dd'T'HH':'mm");

    [Theory]
    [InlineData("F01-vtimezone-until-9999-wrong-time", "07-01T06:00")]
    [InlineData("F02-recent-vtimezone", "07-06T13:00")]
    [InlineData("F05-unclosed-timezone", "07-01T08:00 07-02T08:00")]
    [InlineData("F05-unclosed-todo", "07-01T08:00")]
    [InlineData("F09-zone-named-est", "07-06T13:00")]
    [InlineData("F10-all-day-utc-midnight", "07-07T00:00 07-14T00:00 07-21T00:00")]
    [InlineData("F11-owa-names", "07-06T17:30 07-06T11:30 07-06T12:30 07-06T13:30")]
    [InlineData("F12-unquoted-colon", "07-03T20:30")]
    [InlineData("F13-series-in-odd-zone", "03-16T13:00 03-23T13:00 03-30T13:00 04-06T13:00")]
    [InlineData("F16-thisandfuture", "07-06T07:00 07-07T07:00 07-08T09:00 07-09T09:00")]
    [InlineData("F17-rdate-period", "07-06T09:00 07-08T09:00 07-09T09:00")]
    [InlineData("F18-override-with-bad-rule", "07-06T07:00 07-20T07:00 07-13T12:00")]
    [InlineData("F20-rules-refused", "07-01T08:00 07-08T08:00 07-01T08:00 07-06T08:00 07-07T08:00")]
    [InlineData("F24-exdate-hits-nothing", "07-01T06:00 07-03T06:00 07-04T06:00")]
    public async Task Times_are_those_that_were_meant(string file, string starts) =>
        Assert.Equal(starts.Split(' '), (await Read(file)).Events.SelectMany(Occurring).Select(item => Start.Format(item.Start)));

    [Fact]
    public async Task A_period_has_its_own_length() =>
        Assert.Equal([1, 3, 4], (await Read("F17-rdate-period")).Events.SelectMany(Occurring).Select(item => (item.End - item.Start).TotalHours));

    [Fact]
    public async Task An_end_without_a_zone_is_in_the_zone_of_the_start() =>
        Assert.All((await Read("F03-end-without-tzid")).Events.SelectMany(Occurring), item => Assert.Equal(Duration.FromHours(1), item.End - item.Start));

    [Theory]
    [InlineData("F06-fold-in-character", "Besprechung über Maßnahmen", "Größe")]
    [InlineData("F06-one-latin1-byte", "Besprechung über Maßnahmen", "Größe")]
    [InlineData("F14-quoted-printable", "Größe der Halle und Notiz: bitte leise", "Größe")]
    [InlineData("F15-utf16", "Größe")]
    public async Task Texts_are_read_in_the_encoding_that_their_bytes_tell(string file, params string[] titles) =>
        Assert.Equal(titles, (await Read(file)).Events.Select(item => item.Content.Title));

    [Fact]
    public async Task A_repaired_line_and_an_unclosed_component_are_named()
    {
        Assert.Contains("not UTF-8", Assert.Single((await Read("F06-one-latin1-byte")).Warnings).Reason, StringComparison.Ordinal);
        Assert.Empty((await Read("F06-fold-in-character")).Warnings);
        Assert.Contains("no END", Assert.Single((await Read("F05-unclosed-todo")).Skipped).Reason, StringComparison.Ordinal);
        Assert.Contains("no END", Assert.Single((await Read("F05-unclosed-timezone")).Skipped).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_a_text_are_no_properties()
    {
        var content = Assert.Single((await Read("F22-raw-text-lines")).Events).Content;

        Assert.Equal("First line\nPhone: 12345\nLOCATION: none today\nbye", content.Description);
        Assert.Null(content.Location);
    }

    private static IEnumerable<Occurrence> Occurring(ImportedEvent item) =>
        Occurrences.Expand(item.Content, Year, 100, new ExpansionBudget(TestContext.Current.CancellationToken)).Items;

    private static async Task<ICalendarReadResult.Read> Read(string file)
    {
        await using var stream = typeof(FaultFileTests).Assembly.GetManifestResourceStream($"{file}.ics")!;
        return Assert.IsType<ICalendarReadResult.Read>(await ICalendarReader.ReadAsync(stream, "Europe/Berlin", TestContext.Current.CancellationToken));
    }
}
