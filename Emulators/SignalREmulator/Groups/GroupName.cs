namespace SignalREmulator.Groups;

internal static class GroupName
{
    public const string Rule = "A group name has 1 to 1024 characters and is not all white space.";

    private const int MaxLength = 1024;

    public static bool IsValid(string name) => name.Length <= MaxLength && !string.IsNullOrWhiteSpace(name);
}
