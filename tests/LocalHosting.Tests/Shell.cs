namespace LocalHosting.Tests;

/// <summary>Programs for tests, written in the shell.</summary>
internal static class Shell
{
    /// <summary>Runs until it is ended.</summary>
    public const string Forever = "while :; do sleep 0.2; done";

    public static IResourceBuilder<ExecutableResource> AddShell(this IDistributedApplicationBuilder builder, string name, string script) =>
        builder.AddExecutable(name, "/bin/sh", Path.GetTempPath(), "-c", script);
}
