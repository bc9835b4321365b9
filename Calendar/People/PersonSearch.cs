namespace TeamCalendars.People;

/// <summary>Finds entries of the directory by what someone typed: the beginning of the name, of a word in it, or of the address. Case and accents make no difference.</summary>
public sealed class PersonSearch(string text)
{
    private readonly string wanted = Folding.Fold(text.Trim());

    public bool Finds(PersonContent person) =>
        wanted.Length == 0 || BeginsWord(Folding.Fold(person.DisplayName)) || (person.Address is not null && Folding.Fold(person.Address).StartsWith(wanted, StringComparison.Ordinal));

    private bool BeginsWord(string name)
    {
        for (var at = name.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = name.IndexOf(wanted, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || !char.IsLetterOrDigit(name[at - 1]))
            {
                return true;
            }
        }

        return false;
    }
}
