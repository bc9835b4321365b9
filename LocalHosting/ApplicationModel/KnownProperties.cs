namespace Aspire.Hosting.ApplicationModel;

/// <summary>The names of snapshot properties that the dashboard knows. Internal, as they are in Aspire: tests write the names out.</summary>
internal static class KnownProperties
{
    public const string ConnectionString = "resource.connectionString";
    public const string ParentName = "resource.parentName";
    public const string AppArgs = "resource.appArgs";
    public const string Source = "resource.source";
    public const string ExecutablePath = "executable.path";
    public const string ExecutablePid = "executable.pid";
    public const string ExecutableWorkDir = "executable.workDir";
    public const string ExecutableArgs = "executable.args";
    public const string ProjectPath = "project.path";
    public const string ProjectLaunchProfile = "project.launchProfile";
    public const string ParameterValue = "Value";
}
