using Microsoft.Extensions.Primitives;

namespace IdentityEmulator.Errors;

/// <summary>The parameters of an OAuth request, each given at most once (RFC 6749 §3.1, §3.2); an empty one counts as not given.</summary>
internal sealed class Parameters
{
    private readonly Dictionary<string, string> values;

    private Parameters(Dictionary<string, string> values) => this.values = values;

    public string? this[string name] => values.GetValueOrDefault(name);

    public static Outcome<Parameters> From(IEnumerable<KeyValuePair<string, StringValues>> source)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in source)
        {
            if (value.Count > 1)
            {
                return EntraErrors.RepeatedParameter(name);
            }

            if (!StringValues.IsNullOrEmpty(value))
            {
                given[name] = value.ToString();
            }
        }

        return new Parameters(given);
    }
}
