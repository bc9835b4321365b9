using TeamCalendars.Calendars;

namespace CalendarStore.Tests.Rules;

public class CalendarRulesTests
{
    public static TheoryData<string, CalendarContent> Broken => new()
    {
        { "name", Sample.Calendar("") },
        { "name", Sample.Calendar(new string('x', 201)) },
        { "description", Sample.Calendar() with { Description = new string('x', 4_001) } },
        { "color", Sample.Calendar() with { Color = "#12345G" } },
        { "timeZone", Sample.Calendar() with { TimeZone = "Berlin" } },
    };

    [Theory, MemberData(nameof(Broken))]
    public void What_may_not_be_stored_is_named_with_its_field(string field, CalendarContent content) =>
        Assert.Equal(field, Assert.Single(CalendarRules.Check(content)).Field);

    [Fact]
    public void What_is_within_every_limit_is_accepted() => Assert.Empty(CalendarRules.Check(
        Sample.Calendar(new string('x', 200)) with { Description = new string('x', 4_000), Color = "#123456", TimeZone = "America/Argentina/Ushuaia" }));
}
