namespace Architecture.Tests;

/// <summary>The arrows between the rooms: who may know whom.</summary>
public class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["ServiceDefaults"] = [],
        ["Calendar"] = [],
        ["CalendarStore"] = ["Calendar"],
        ["SignalRService"] = [],
        ["CalendarClient"] = [],
        ["CalendarApi"] = ["Calendar", "CalendarStore", "SignalRService", "ServiceDefaults"],
        ["NotificationService"] = ["CalendarStore", "SignalRService", "ServiceDefaults"],
        ["CalendarTool"] = ["Calendar", "CalendarStore"],
        ["SignalREmulator"] = ["ServiceDefaults"],
        ["IdentityEmulator"] = ["ServiceDefaults"],
        ["CosmosFront"] = [],
        // The system on one page: it names the programs as resources.
        ["AppHost"] = ["CalendarApi", "NotificationService", "SignalREmulator", "IdentityEmulator"],
    };

    [Fact]
    public void Every_project_references_only_what_its_room_may()
    {
        var broken = Repository.ProjectReferences()
            .Where(project => !IsTestOrBench(project.Key))
            .SelectMany(project => project.Value
                .Except(Allowed.GetValueOrDefault(project.Key, []))
                .Select(reference => $"{project.Key} -> {reference}"));

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_program_has_its_row_in_the_table_of_rooms()
    {
        var unknown = Repository.ProjectReferences().Keys.Where(project => !IsTestOrBench(project) && !Allowed.ContainsKey(project));

        Assert.Empty(unknown);
    }

    [Fact]
    public void The_worker_carries_no_rules_of_recurrence()
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var output = Directory.GetFiles(RepositoryFolder.PathOf("artifacts", "bin", "NotificationService", configuration), "*.dll").Select(Path.GetFileName).ToList();

        Assert.Contains("CalendarStore.dll", output);
        Assert.DoesNotContain("Ical.Net.dll", output);
    }

    [Fact]
    public void Programs_never_reference_tests()
    {
        var broken = Repository.ProjectReferences()
            .Where(project => !IsTestOrBench(project.Key))
            .SelectMany(project => project.Value.Where(IsTestOrBench).Select(reference => $"{project.Key} -> {reference}"));

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("Calendar")]
    [InlineData("CalendarStore")]
    [InlineData("SignalRService")]
    public void Libraries_do_not_know_the_web_framework(string library) =>
        Assert.DoesNotContain(Repository.PackagesAndFrameworks(library), name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void The_domain_has_no_packages_but_for_time_and_recurrence() =>
        Assert.Equal(["Ical.Net", "NodaTime"], Repository.PackagesAndFrameworks("Calendar").Order(StringComparer.Ordinal));

    [Fact]
    public void The_table_of_rooms_is_about_projects_that_the_solution_builds()
    {
        var solution = File.ReadAllText(RepositoryFolder.PathOf("CalendarRealtime.sln"));
        var missing = Repository.ProjectReferences().Keys.Where(project => !solution.Contains($"{project}.csproj", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    private static bool IsTestOrBench(string project) => project.EndsWith(".Tests", StringComparison.Ordinal) || project is "bench";
}
