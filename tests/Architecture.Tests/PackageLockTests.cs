namespace Architecture.Tests;

/// <summary>What is shipped is built from the packages that were looked at, and from no others.</summary>
public class PackageLockTests
{
    [Fact]
    public void What_is_shipped_has_a_lock_file()
    {
        var locks = File.ReadAllText(RepositoryFolder.PathOf("eng", "PackageLocks.props"));
        var projects = Repository.Files(".csproj").Where(IsShipped).ToList();

        Assert.NotEmpty(projects);
        Assert.All(projects, project =>
        {
            Assert.Contains($";{Path.GetFileNameWithoutExtension(project)};", locks, StringComparison.Ordinal);
            var file = Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json");
            Assert.True(File.Exists(file), $"{Repository.Relative(file)} is missing: dotnet restore writes it.");
            // The images are published for this platform. Emulators have none.
            Assert.Equal(!Repository.Relative(project).StartsWith("Emulators", StringComparison.Ordinal), File.ReadAllText(file).Contains("net10.0/linux-x64", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void The_test_run_takes_no_other_package() =>
        Assert.Contains("\nexport RestoreLockedMode=true\n", File.ReadAllText(RepositoryFolder.PathOf("test")), StringComparison.Ordinal);

    /// <summary>Not the AppHost, whose packages differ between operating systems.</summary>
    private static bool IsShipped(string project) => Path.GetFileNameWithoutExtension(project) is var name && name is not ("AppHost" or "bench") && !name.EndsWith(".Tests", StringComparison.Ordinal);
}
