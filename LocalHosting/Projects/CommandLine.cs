using System.Text;

namespace LocalHosting.Projects;

/// <summary>Splits a launch profile's command line the way a shell would, as far as quotes go: <c>--mode "very fast"</c> is two arguments.</summary>
internal static class CommandLine
{
    public static IReadOnlyList<string> Split(string text)
    {
        var arguments = new List<string>();
        var current = new StringBuilder();
        var (inQuotes, inArgument) = (false, false);
        foreach (var character in text)
        {
            if (character == '"')
            {
                inQuotes = !inQuotes;
                inArgument = true;
            }
            else if (char.IsWhiteSpace(character) && !inQuotes)
            {
                End();
            }
            else
            {
                current.Append(character);
                inArgument = true;
            }
        }

        End();
        return arguments;

        void End()
        {
            if (inArgument)
            {
                arguments.Add(current.ToString());
                current.Clear();
                inArgument = false;
            }
        }
    }
}
