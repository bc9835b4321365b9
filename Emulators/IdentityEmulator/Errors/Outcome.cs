using System.Diagnostics.CodeAnalysis;

namespace IdentityEmulator.Errors;

/// <summary>A value, or the reason there is none.</summary>
internal readonly struct Outcome<T>
    where T : class
{
    private readonly T? _value;
    private readonly EntraError? _error;

    private Outcome(T? value, EntraError? error) => (_value, _error) = (value, error);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(EntraError error) => new(null, error);

    public bool Succeeded([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out EntraError? error)
    {
        (value, error) = (_value, _error);
        return value is not null;
    }
}
