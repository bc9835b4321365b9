using System.IO.Compression;

namespace SignalRService.Tests;

/// <summary>The package as others get it.</summary>
public sealed class PackageTests
{
    [Fact]
    public async Task The_package_has_the_library_its_documentation_and_its_readme()
    {
        var folder = Directory.CreateTempSubdirectory("signalr-service-package-").FullName;
        try
        {
            // What this test was built with is what is packed.
            await Shell.RunAsync(
                "dotnet",
                ["pack", "SignalRService", "--no-build", "--configuration", new DirectoryInfo(AppContext.BaseDirectory).Name, "--output", folder],
                RepositoryFolder.Root,
                TestContext.Current.CancellationToken);

            await using var package = await ZipFile.OpenReadAsync(Path.Combine(folder, "CalendarRealtime.SignalRService.1.0.0.nupkg"), TestContext.Current.CancellationToken);
            Assert.Empty(((string[])["lib/net10.0/SignalRService.dll", "lib/net10.0/SignalRService.xml", "README.md"]).Except(package.Entries.Select(entry => entry.FullName)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
