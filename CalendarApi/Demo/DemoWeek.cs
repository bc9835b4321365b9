using NodaTime;
using TeamCalendars.Events;
using TeamCalendars.People;

namespace CalendarApi.Demo;

/// <summary>The sample events of a team's week, around a given day.</summary>
internal static class DemoWeek
{
    public const string Zone = "Europe/Berlin";

    /// <param name="today">A day of the week.</param>
    /// <param name="self">Who asked for the sample data.</param>
    /// <param name="others">Colleagues. Of three of them each has a part; a small team has fewer.</param>
    public static IEnumerable<(string Id, EventContent Content)> Around(LocalDate today, PersonId self, IReadOnlyList<PersonId> others)
    {
        PersonId[] first = [.. others.Take(1)], second = [.. others.Skip(1).Take(1)], third = [.. others.Skip(2).Take(1)];
        var monday = today.PlusDays(1).Previous(IsoDayOfWeek.Monday);

        yield return ("stand-up", Timed("Stand-up", monday.PlusWeeks(-4), 9, 0, 30, "Meeting", [self, .. first, .. second, .. third]) with
        {
            Recurrence = new() { Rules = ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"] },
        });
        yield return ("planning", Timed("Planning", monday, 10, 0, 90, "Meeting", [self, .. first, .. second]) with { Location = "Room 4" });
        yield return ("design-review", Timed("Design review", monday.PlusDays(1), 14, 0, 60, "Meeting", [self, .. third]) with { Color = "#8764b8" });
        yield return ("lunch-and-learn", Timed("Lunch and learn", monday.PlusDays(2), 12, 0, 60, "Learning", []) with { Description = "Bring a question." });
        yield return ("customer-visit", Timed("Customer visit", monday.PlusDays(3), 13, 30, 120, "Customer", first) with { Location = "Reception" });
        yield return ("release", Timed("Release", monday.PlusDays(4), 16, 0, 60, "Release", [self, .. second]) with { Color = "#c50f1f" });
        yield return ("on-call", Days("On call", monday, 7, "On call", second));
        yield return ("leave", Days("Leave", monday.PlusDays(2), 3, "Away", third));
        yield return ("offsite", Days("Offsite", monday.PlusDays(10), 2, "Offsite", [self, .. first, .. second, .. third]));
    }

    private static EventContent Timed(string title, LocalDate day, int hour, int minute, int minutes, string category, PersonId[] assignees)
    {
        var start = day.At(new LocalTime(hour, minute));
        return new() { Title = title, Time = new EventTime.Zoned(start, start.PlusMinutes(minutes), Zone), Category = category, Assignees = [.. assignees] };
    }

    private static EventContent Days(string title, LocalDate first, int days, string category, PersonId[] assignees) =>
        new() { Title = title, Time = new EventTime.AllDay(first, first.PlusDays(days)), Category = category, Assignees = [.. assignees] };
}
