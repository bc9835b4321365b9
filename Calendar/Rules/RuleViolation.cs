namespace TeamCalendars.Rules;

/// <summary>Why a content may not be stored.</summary>
/// <param name="Field">The member, spelled as on the wire: <c>title</c>, <c>end</c>, <c>recurrence.rules[0]</c>.</param>
/// <param name="Reason">A sentence for the person who sent it.</param>
public sealed record RuleViolation(string Field, string Reason);
