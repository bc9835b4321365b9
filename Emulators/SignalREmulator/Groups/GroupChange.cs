namespace SignalREmulator.Groups;

/// <summary>A step into a group or out of it.</summary>
internal readonly record struct GroupChange(string Group, bool Joins);
