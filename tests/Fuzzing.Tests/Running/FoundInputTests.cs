using CalendarApi.Tests.Hosting;
using Fuzzing.Tests.Served;
using Fuzzing.Tests.Targets;

namespace Fuzzing.Tests.Running;

/// <summary>Every input that once broke a promise, again: Found/README.md says what each of them did.</summary>
public class FoundInputTests(CalendarSystem system)
{
    public static TheoryData<string, string> Found { get; } =
        [.. AllTargets.List.Select(target => target.Name)
            .SelectMany(target => Files(target).Select(file => (target, Path.GetFileName(file))))];

    [Theory]
    [MemberData(nameof(Found))]
    public async Task What_was_found_once_breaks_nothing_any_more(string target, string file)
    {
        var input = await File.ReadAllBytesAsync(Path.Combine(FolderOf(target), file), TestContext.Current.CancellationToken);

        var failure = Replay.Failure(AllTargets.Named(target), input);

        Assert.True(failure is null, failure?.Report);
        await ServedInputs.ServeAsync(system, AllTargets.Named(target), input);
    }

    [Fact]
    public void The_reason_of_each_found_input_is_written_down()
    {
        var reasons = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Found", "README.md"));

        Assert.All(Found.Select(row => row.Data.Item2), file => Assert.Contains($"`{file}`", reasons, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Files(string target) => Directory.Exists(FolderOf(target)) ? Directory.GetFiles(FolderOf(target)).Order(StringComparer.Ordinal) : [];

    private static string FolderOf(string target) => Path.Combine(AppContext.BaseDirectory, "Found", target);
}
