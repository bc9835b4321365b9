namespace TeamCalendars.People;

/// <summary>Whom a text means, as another system or an older version of this one wrote it. <see cref="PersonMatching"/> finds the person.</summary>
/// <param name="Text">An address or a name; 1 to 254 characters.</param>
/// <param name="Name">The name that goes with an address; null when it is not known.</param>
public sealed record PersonText(string Text, string? Name = null);
