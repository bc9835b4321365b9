namespace SignalREmulator.Groups;

/// <summary>Joining or leaving a group.</summary>
internal readonly record struct GroupChange(string Group, bool Joins);
