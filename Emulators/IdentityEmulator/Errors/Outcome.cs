using System.Diagnostics.CodeAnalysis;

namespace IdentityEmulator.Errors;

/// <summary>A value, or the error that explains why there is none.</summary>
internal readonly struct Outcome<T>
    where T : class
{
    private readonly T? value;
    private readonly EntraError? error;

    private Outcome(T? value, EntraError? error) => (this.value, this.error) = (value, error);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(EntraError error) => new(null, error);

    public bool Succeeded([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out EntraError? error)
    {
        (value, error) = (this.value, this.error);
        return value is not null;
    }
}
