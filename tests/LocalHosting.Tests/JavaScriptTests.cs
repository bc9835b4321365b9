using LocalHosting.JavaScript;

namespace LocalHosting.Tests;

public class JavaScriptTests
{
    [Fact]
    public async Task A_Vite_app_is_installed_told_its_port_and_run_by_its_script()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["package.json"], """{ "name": "web", "version": "1.0.0", "private": true, "scripts": { "dev": "node server.mjs" } }""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["server.mjs"], """
            import { createServer } from 'node:http';
            const port = process.argv[process.argv.indexOf('--port') + 1];
            createServer((_, answer) => answer.end(`${port} ${process.env.PORT} ${process.env.NODE_ENV}`)).listen(port, '127.0.0.1');
            """, TestContext.Current.CancellationToken);
        await using var app = await TestApp.StartAsync(builder => builder.AddViteApp("web", folder.FullName).WithHttpHealthCheck("/").WithExternalHttpEndpoints());

        await app.HealthyAsync("web");

        using var client = app.Application.CreateHttpClient("web");
        var port = client.BaseAddress!.Port;
        Assert.Equal($"{port} {port} development", await client.GetStringAsync(new Uri("/", UriKind.Relative), app.Limit));
        Assert.Contains("installing its packages", (await app.LineAsync("web", "»")).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_package_file_is_named()
    {
        using var folder = new TemporaryFolder();
        await using var app = await TestApp.StartAsync(builder => builder.AddViteApp("web", folder.FullName));

        await app.ReachesAsync("web", KnownResourceStates.FailedToStart);
        Assert.Contains($"'{folder.FullName}' has no package.json", (await app.LineAsync("web", "failed to start")).Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Packages_are_installed_again_when_what_is_asked_for_is_newer()
    {
        using var folder = new TemporaryFolder();
        var installed = new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc);
        Write("package.json", installed.AddDays(-1));
        Assert.False(PackageInstaller.IsCurrent(folder.FullName));

        Directory.CreateDirectory(folder["node_modules"]);
        Write("node_modules/.package-lock.json", installed);
        Assert.True(PackageInstaller.IsCurrent(folder.FullName));

        Write("package-lock.json", installed.AddSeconds(1));
        Assert.False(PackageInstaller.IsCurrent(folder.FullName));

        void Write(string name, DateTime at)
        {
            File.WriteAllText(folder[name], "{}");
            File.SetLastWriteTimeUtc(folder[name], at);
        }
    }
}
