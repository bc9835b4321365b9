namespace Aspire.Hosting.ApplicationModel;

/// <summary>How the dashboard paints a state.</summary>
public static class KnownResourceStateStyles
{
    public static readonly string Success = "success";
    public static readonly string Info = "info";
    public static readonly string Warn = "warning";
    public static readonly string Error = "error";
}
