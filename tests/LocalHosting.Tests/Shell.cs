namespace LocalHosting.Tests;

/// <summary>Programs for tests.</summary>
internal static class Shell
{
    /// <summary>Runs until it is ended.</summary>
    public const string Forever = "while :; do sleep 0.2; done";

    public static IResourceBuilder<ExecutableResource> AddShell(this IDistributedApplicationBuilder builder, string name, string script) =>
        builder.AddExecutable(name, "/bin/sh", Path.GetTempPath(), "-c", script);

    /// <summary>Prints its environment. Not through a shell: some drop variables whose names have hyphens.</summary>
    public static IResourceBuilder<ExecutableResource> AddEnvironmentPrinter(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddExecutable(name, "env", Path.GetTempPath());

    /// <summary>A web server on its endpoint "http" that answers 200 while the file exists and 503 otherwise.</summary>
    public static IResourceBuilder<ExecutableResource> AddWebServer(this IDistributedApplicationBuilder builder, string name, string healthyWhileFile) =>
        builder.AddExecutable(name, "node", Path.GetTempPath(), "-e", """
            const fs = require('fs');
            require('http').createServer((request, answer) => {
              answer.statusCode = fs.existsSync(process.env.HEALTHY) ? 200 : 503;
              answer.end(request.url);
            }).listen(process.env.PORT, '127.0.0.1');
            """)
            .WithHttpEndpoint(env: "PORT")
            .WithEnvironment("HEALTHY", healthyWhileFile);
}
