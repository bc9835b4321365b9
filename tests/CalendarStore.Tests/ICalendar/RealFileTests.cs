using System.Globalization;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Reading;

namespace CalendarStore.Tests.ICalendar;

/// <summary>103 files as the programs of twenty years wrote them, valid and broken. real-files.txt has the expected result for each.</summary>
public class RealFileTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_real_file_is_read_and_gives_what_it_gave_before()
    {
        var folder = TestData.Require("ics");
        var table = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.ics", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            table.Add($"{name}: {Told(await Read(file))}");
        }

        Assert.Equal(103, table.Count);
        Assert.Equal(string.Join('\n', Expected()), string.Join('\n', table));
    }

    [Fact]
    public async Task Each_component_is_taken_or_skipped_with_its_line_and_reason_and_what_is_taken_may_be_stored()
    {
        foreach (var file in Directory.EnumerateFiles(TestData.Require("ics"), "*.ics", SearchOption.AllDirectories))
        {
            if (await Read(file) is not ICalendarReadResult.Read read)
            {
                continue;
            }

            var events = (await File.ReadAllLinesAsync(file, Stop)).Count(line => line.Trim().Equals("BEGIN:VEVENT", StringComparison.OrdinalIgnoreCase));
            Assert.Equal(events, read.Events.Length + read.Skipped.Count(item => item.Component == "VEVENT"));
            Assert.All(read.Skipped, item => Assert.True(item is { Line: > 0, Reason.Length: > 10 }, $"{file}: {item}"));
            Assert.All(read.Events, item => Assert.Empty(EventRules.Check(item.Content)));
            Assert.Equal(read.Events.Length, read.Events.Select(item => item.Id).Distinct().Count());
        }
    }

    [Fact]
    public async Task Reading_a_file_again_gives_the_same_ids()
    {
        foreach (var file in Directory.EnumerateFiles(TestData.Require("ics"), "*.ics", SearchOption.AllDirectories))
        {
            if (await Read(file) is ICalendarReadResult.Read first)
            {
                Assert.Equal(first.Events, Assert.IsType<ICalendarReadResult.Read>(await Read(file)).Events);
            }
        }
    }

    private static async Task<ICalendarReadResult> Read(string file)
    {
        await using var stream = File.OpenRead(file);
        return await ICalendarReader.ReadAsync(stream, "Europe/Berlin", Stop);
    }

    private static string Told(ICalendarReadResult result) => result switch
    {
        ICalendarReadResult.Read read => string.Create(
            CultureInfo.InvariantCulture,
            $"{read.Events.Length} taken, {read.Skipped.Count(item => item.Component == "VEVENT")} skipped, {read.Skipped.Count(item => item.Component != "VEVENT")} others, {read.Warnings.Length} warnings"),
        ICalendarReadResult.Malformed malformed => $"line {malformed.Line}: {malformed.Reason}",
        _ => "",
    };

    private static string[] Expected()
    {
        using var stream = typeof(RealFileTests).Assembly.GetManifestResourceStream("real-files.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
