namespace CalendarTool;

internal static class ExitCodes
{
    public const int Failed = 1;
    public const int Usage = 2;

    /// <summary>The file is complete, but the tenant was written to while it was read.</summary>
    public const int Changed = 3;

    /// <summary>The file lacks items that are damaged in the store.</summary>
    public const int LeftOut = 4;

    /// <summary>By Ctrl+C, as shells count it.</summary>
    public const int Interrupted = 130;
}
