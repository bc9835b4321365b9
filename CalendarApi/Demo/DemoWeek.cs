using NodaTime;
using TeamCalendars.Events;

namespace CalendarApi.Demo;

/// <summary>The sample events of a team's week, around a given day.</summary>
internal static class DemoWeek
{
    public const string Zone = "Europe/Berlin";

    public static IEnumerable<(string Id, EventContent Content)> Around(LocalDate today, string self)
    {
        var monday = today.PlusDays(1).Previous(IsoDayOfWeek.Monday);

        yield return ("stand-up", Timed("Stand-up", monday.PlusWeeks(-4), 9, 0, 30, "Meeting", [self, "Alex", "Megan", "Lee"]) with
        {
            Recurrence = new() { Rules = ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"] },
        });
        yield return ("planning", Timed("Planning", monday, 10, 0, 90, "Meeting", [self, "Alex", "Megan"]) with { Location = "Room 4" });
        yield return ("design-review", Timed("Design review", monday.PlusDays(1), 14, 0, 60, "Meeting", [self, "Lee"]) with { Color = "#8764b8" });
        yield return ("lunch-and-learn", Timed("Lunch and learn", monday.PlusDays(2), 12, 0, 60, "Learning", []) with { Description = "Bring a question." });
        yield return ("customer-visit", Timed("Customer visit", monday.PlusDays(3), 13, 30, 120, "Customer", ["Alex"]) with { Location = "Reception" });
        yield return ("release", Timed("Release", monday.PlusDays(4), 16, 0, 60, "Release", [self, "Megan"]) with { Color = "#c50f1f" });
        yield return ("on-call", Days("On call", monday, 7, "On call", ["Megan"]));
        yield return ("leave", Days("Leave", monday.PlusDays(2), 3, "Away", ["Lee"]));
        yield return ("offsite", Days("Offsite", monday.PlusDays(10), 2, "Offsite", [self, "Alex", "Megan", "Lee"]));
    }

    private static EventContent Timed(string title, LocalDate day, int hour, int minute, int minutes, string category, string[] assignees)
    {
        var start = day.At(new LocalTime(hour, minute));
        return new() { Title = title, Time = new EventTime.Zoned(start, start.PlusMinutes(minutes), Zone), Category = category, Assignees = [.. assignees] };
    }

    private static EventContent Days(string title, LocalDate first, int days, string category, string[] assignees) =>
        new() { Title = title, Time = new EventTime.AllDay(first, first.PlusDays(days)), Category = category, Assignees = [.. assignees] };
}
