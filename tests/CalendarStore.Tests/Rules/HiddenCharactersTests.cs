using System.Globalization;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.People;
using TeamCalendars.Rules;

namespace CalendarStore.Tests.Rules;

/// <summary>Nobody hides something in a text or turns its order round, and every writing system and emoji stays whole.</summary>
public class HiddenCharactersTests
{
    [Theory]
    [InlineData("Team meeting")]
    [InlineData("Weihnachten – frei, für alle ½ €")]
    // Persian with a non-joiner, between letters, after a Latin word, and at the end of a word.
    [InlineData("می\u200cخواهم")]
    [InlineData("PDF\u200cها")]
    [InlineData("نامه\u200c ها")]
    // Sinhala, Malayalam and Bengali with joiners.
    [InlineData("ශ්\u200dරී")]
    [InlineData("അവന്\u200d പോയി")]
    [InlineData("র\u200d্যাম")]
    // Emoji: a family, a profession with a skin colour, a heart on fire, flags, a nod.
    [InlineData("👨\u200d👩\u200d👧\u200d👦")]
    [InlineData("👩🏽\u200d🚀 launch")]
    [InlineData("❤\ufe0f\u200d🔥")]
    [InlineData("🏳\ufe0f\u200d🌈 🇩🇪")]
    [InlineData("🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F")]
    [InlineData("🙂\u200d↔\ufe0f")]
    [InlineData("1\ufe0f\u20e3")]
    // Hebrew and Arabic need no marks to be read from right to left. The sign of a number is seen.
    [InlineData("פגישת צוות")]
    [InlineData("اجتماع \u0600١٢")]
    public void What_people_write_stays(string text)
    {
        Assert.Null(HiddenCharacters.FirstOf(text, isLong: false));
        Assert.Same(text, HiddenCharacters.Strip(text, isLong: false));
        Assert.True(HiddenCharacters.HasVisible(text));
    }

    [Theory]
    [InlineData("pay\u200bday", "payday")]
    [InlineData("\ufeffStand-up", "Stand-up")]
    [InlineData("in\u00advisible", "invisible")]
    [InlineData("invoice\u202efdp.exe", "invoicefdp.exe")]
    [InlineData("\u2067turned\u2069 round", "turned round")]
    [InlineData("a\u200eb\u200fc\u061cd", "abcd")]
    [InlineData("word\u2060joiner\u2064", "wordjoiner")]
    // Joiners between ASCII characters, without neighbours, or many of them.
    [InlineData("pay\u200cpal", "paypal")]
    [InlineData("pay\u200dpal", "paypal")]
    [InlineData("\u200d👩", "👩")]
    [InlineData("👩\u200d\u200d💻", "👩💻")]
    [InlineData("می\u200c\u200cخواهم", "می\u200cخواهم")]
    // Tags that are no flag, with a text in them.
    [InlineData("hi\U000E0068\U000E0069", "hi")]
    [InlineData("🏴\U000E0067\U000E0062", "🏴")]
    [InlineData("🏴\U000E007F", "🏴")]
    // Selectors in a row.
    [InlineData("🙂\ufe0f\ufe01\ufe02\U000E0100", "🙂\ufe0f")]
    [InlineData("\ufffbannotated", "annotated")]
    [InlineData("a\u3164b\u115fc", "abc")]
    [InlineData("a\U0001D173b", "ab")]
    [InlineData("\u200b\u2060", "")]
    // What was between them was removed, so nothing is joined any more.
    [InlineData("é\u200d\u3164", "é")]
    public void What_nobody_sees_is_found_and_stripped(string text, string seen)
    {
        Assert.NotNull(HiddenCharacters.FirstOf(text, isLong: false));
        Assert.Equal(seen, HiddenCharacters.Strip(text, isLong: false));
    }

    [Theory]
    [InlineData("Pasted\u00ad from\u200b a mail\u200e, \ufeffwith\u2060 marks", null)]
    [InlineData("turned \u202eround", "202E")]
    [InlineData("isolated \u2066text\u2069", "2066")]
    [InlineData("tags \U000E0041", "E0041")]
    public void A_description_keeps_what_changes_nothing(string text, string? refused) =>
        Assert.Equal(refused, HiddenCharacters.FirstOf(text, isLong: true)?.Value.ToString("X", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("\u200b\u2060")]
    [InlineData("\u3164")]
    [InlineData("\u2800\u2800")]
    [InlineData("\u0301")]
    [InlineData("\u00a0\u2003\u3000")]
    [InlineData("\ue000")]
    [InlineData("\ufe0f")]
    [InlineData("\u200d")]
    public void A_text_that_shows_nothing_is_no_title_and_no_name(string text)
    {
        Assert.Contains(EventRules.Check(Sample.Event() with { Title = text }), violation => violation.Field == "title");
        Assert.Contains(CalendarRules.Check(Sample.Calendar() with { Name = text }), violation => violation.Field == "name");
        Assert.Contains(PersonRules.Check(Sample.Person(text)), violation => violation.Field == "displayName");
    }

    [Fact]
    public void Every_text_of_one_line_is_checked_and_the_reason_names_the_character()
    {
        const string Turned = "a\u202eb";

        var fields = EventRules.Check(Sample.Event() with { Title = Turned, Location = Turned, Category = Turned, Description = Turned });

        Assert.Equal(["category", "description", "location", "title"], fields.Select(violation => violation.Field).Order(StringComparer.Ordinal));
        Assert.All(fields, violation => Assert.Contains("U+202E", violation.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Stripping_leaves_nothing_to_strip_and_takes_no_time_whatever_is_there()
    {
        int[] alphabet = ['a', 'é', 0x06CC, 0x200C, 0x200D, 0x200B, 0x202E, 0xFE0F, 0x3164, 0x1F3F4, 0xE0067, 0xE007F, 0x1F469, 0x0DCA, ' '];
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, 12).Select(_ => char.ConvertFromUtf32(alphabet[random.Next(alphabet.Length)])));
            foreach (var isLong in (bool[])[false, true])
            {
                Assert.Null(HiddenCharacters.FirstOf(HiddenCharacters.Strip(text, isLong), isLong));
            }
        }

        Assert.Equal("", HiddenCharacters.Strip(new string('\u200b', 1_000_000), isLong: false));
    }
}
