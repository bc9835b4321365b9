using System.Globalization;
using System.Text;
using TeamCalendars.People;

namespace CalendarStore.Tests.People;

public class PersonSearchTests
{
    [Theory]
    [InlineData("zoe")]
    [InlineData("ZOË")]
    [InlineData("strom")]
    [InlineData("Ångström-l")]
    [InlineData("lukasz")]
    [InlineData("Zoe\u0308 a")]
    [InlineData("  zoë  ")]
    [InlineData("z.angstrom@")]
    [InlineData("Z.Ång")]
    [InlineData("")]
    public void The_beginning_of_the_name_of_a_word_in_it_or_of_the_address_finds_a_person(string text)
    {
        var person = new PersonContent { Sort = PersonSort.Contact, DisplayName = "Zoë Ångström-Łukasz (Strøm)", Address = "z.angstrom@contoso.example" };

        Assert.True(new PersonSearch(text).Finds(person));
    }

    [Theory]
    [InlineData("oë")]
    [InlineData("kasz")]
    [InlineData("contoso")]
    [InlineData("zoë b")]
    public void Other_parts_of_the_name_or_address_find_nobody(string text)
    {
        var person = new PersonContent { Sort = PersonSort.Contact, DisplayName = "Zoë Ångström-Łukasz (Strøm)", Address = "z.angstrom@contoso.example" };

        Assert.False(new PersonSearch(text).Finds(person));
    }

    [Theory]
    [InlineData("Straße", "strasse")]
    [InlineData("ÆSIR", "aesir")]
    [InlineData("Ђорђе", "ђорђе")]
    [InlineData("李雷", "李雷")]
    [InlineData("×÷", "×÷")]
    public void What_the_tables_of_accents_do_not_have_keeps_its_letters(string text, string folded) => Assert.Equal(folded, Folding.Fold(text));

    /// <summary>The tests run with ICU, the containers without it: the tables must say what Unicode's decomposition says.</summary>
    [Fact]
    public void Every_accented_Latin_letter_folds_to_the_letter_of_its_decomposition()
    {
        var checkedLetters = 0;
        foreach (var c in Enumerable.Range(0x00C0, 0xC0).Concat(Enumerable.Range(0x1E00, 0x100)).Select(code => (char)code))
        {
            var letters = c.ToString().Normalize(NormalizationForm.FormD).Where(part => char.GetUnicodeCategory(part) is not UnicodeCategory.NonSpacingMark).ToArray();
            if (letters is [>= 'A' and <= 'z' and var letter] && letter != c)
            {
                Assert.Equal(char.ToLowerInvariant(letter).ToString(), Folding.Fold(c.ToString()));
                checkedLetters++;
            }
        }

        Assert.InRange(checkedLetters, 300, 448);
    }
}
