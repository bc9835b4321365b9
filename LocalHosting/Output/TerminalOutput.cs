using System.Text.RegularExpressions;

namespace LocalHosting.Output;

/// <summary>The AppHost's own output: each line led by the name of the resource it is from, in the resource's colour.</summary>
/// <param name="coloured">Whether colours are wanted; else those that programs wrote themselves are removed too.</param>
internal sealed partial class TerminalOutput(TextWriter writer, bool coloured, int nameWidth) : IResourceEcho
{
    private const string Reset = "\e[0m";
    private const string ErrorColour = "\e[31m";
    private static readonly string[] Palette = ["\e[36m", "\e[35m", "\e[33m", "\e[32m", "\e[34m", "\e[96m", "\e[95m", "\e[93m", "\e[92m", "\e[94m"];

    private readonly Lock _gate = new();

    public int NameWidth => nameWidth;

    /// <summary>Colours only for a terminal, and not where NO_COLOR (no-color.org) is set.</summary>
    public static bool WantsColour => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public void Write(string name, int colour, string line, bool isError)
    {
        var label = name.PadRight(nameWidth);
        var text = coloured ? line : EscapeSequence().Replace(line, string.Empty);
        lock (_gate)
        {
            writer.WriteLine(coloured ? $"{Palette[colour % Palette.Length]}{label} |{Reset} {(isError ? ErrorColour + text + Reset : text)}" : $"{label} | {text}");
        }
    }

    /// <summary>A line of the host itself.</summary>
    public void Write(string line)
    {
        lock (_gate)
        {
            writer.WriteLine(line);
        }
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EscapeSequence();
}
