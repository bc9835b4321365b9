using LocalHosting.Output;

namespace LocalHosting.Tests;

public class TerminalOutputTests
{
    [Fact]
    public void Lines_are_led_by_the_name_in_one_width() => Assert.Equal(["api       | one", "web-front | two"], Written(coloured: false, output =>
    {
        output.Write("api", 0, "one", isError: false);
        output.Write("web-front", 1, "two", isError: false);
    }));

    [Fact]
    public void Without_colours_those_of_the_programs_go_too() =>
        Assert.Equal(["api       | warn: plain"], Written(coloured: false, output => output.Write("api", 0, "\e[33mwarn\e[0m: plain", isError: true)));

    [Fact]
    public void With_colours_each_resource_has_its_own_and_errors_are_red()
    {
        var lines = Written(coloured: true, output =>
        {
            output.Write("api", 0, "one", isError: false);
            output.Write("web", 1, "two", isError: true);
        });

        Assert.Equal("\e[36mapi       |\e[0m one", lines[0]);
        Assert.Equal("\e[35mweb       |\e[0m \e[31mtwo\e[0m", lines[1]);
    }

    private static string[] Written(bool coloured, Action<TerminalOutput> write)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        write(new TerminalOutput(writer, coloured, nameWidth: 9));
        return writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
