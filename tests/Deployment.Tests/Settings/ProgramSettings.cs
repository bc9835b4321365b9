using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Deployment.Tests.Settings;

/// <summary>
/// The settings that a program reads, found in its sources. Every place that reads configuration must have a form that this class understands, so that none
/// is missed. The properties of an options class come from the class itself.
/// </summary>
internal sealed partial class ProgramSettings
{
    private readonly Assembly[] assemblies;
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> lists = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lists that may also be given as one text: the names in the program's <c>ListSettings</c>.</summary>
    private readonly HashSet<string> texts;

    private ProgramSettings(Assembly[] assemblies)
    {
        this.assemblies = assemblies;
        texts = new((string[]?)TypeNamed("ListSettings")?.GetField("Names")?.GetValue(null) ?? [], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Settings without which the program does not start.</summary>
    public HashSet<string> Required { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Texts that would be split into a list that nothing reads.</summary>
    public IEnumerable<string> TextsWithoutList => texts.Except(lists, StringComparer.OrdinalIgnoreCase);

    /// <summary>Places that read configuration in a form that is not understood: <c>file: text</c>.</summary>
    public List<string> Unknown { get; } = [];

    public static ProgramSettings Of(params Assembly[] assemblies)
    {
        var settings = new ProgramSettings(assemblies);
        foreach (var folder in assemblies.Select(assembly => RepositoryFolder.PathOf(assembly.GetName().Name!)))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            {
                settings.Add(Path.GetRelativePath(RepositoryFolder.Root, file), Comment().Replace(File.ReadAllText(file), ""));
            }
        }

        return settings;
    }

    /// <param name="variable">As in the environment: <c>Section__Name</c>, <c>Section__List__0</c>.</param>
    public bool Reads(string variable)
    {
        var name = Key(variable);
        var parent = name.LastIndexOf(':') is var colon and > 0 && int.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _) ? name[..colon] : null;
        return names.Contains(name) || texts.Contains(name) || (parent is not null && lists.Contains(parent));
    }

    public static string Key(string variable) => variable.Replace("__", ":", StringComparison.Ordinal);

    private void Add(string file, string source)
    {
        foreach (Match match in Reading().Matches(source))
        {
            var argument = match.Groups["argument"].Value.Trim();
            if (match.Groups["connection"].Success)
            {
                AddConnection(argument);
            }
            else if (Text(argument) is not { } name)
            {
                Unknown.Add($"{file}: {match.Value}");
            }
            else if (match.Groups["list"].Success)
            {
                lists.Add(name);
            }
            else if (match.Groups["single"].Success)
            {
                names.Add(name);
            }
            else
            {
                AddOptions(file, name, OptionsOf(source, match.Index, name), match.Value);
            }
        }
    }

    /// <summary>A library gets the name from its caller: <c>AddCalendarStore("calendar")</c>. Inside the library the argument is not a literal.</summary>
    private void AddConnection(string argument)
    {
        if (Text(argument) is not { } name)
        {
            return;
        }

        names.Add($"ConnectionStrings:{name}");
        Required.Add($"ConnectionStrings:{name}");
    }

    private void AddOptions(string file, string section, Type? options, string reading)
    {
        if (options is null)
        {
            Unknown.Add($"{file}: {reading}");
            return;
        }

        var defaults = Activator.CreateInstance(options)!;
        var broken = new List<ValidationResult>();
        Validator.TryValidateObject(defaults, new ValidationContext(defaults), broken, validateAllProperties: true);
        Required.UnionWith(broken.SelectMany(failure => failure.MemberNames).Select(member => $"{section}:{member}"));
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.PropertyType != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(property.PropertyType))
            {
                lists.Add($"{section}:{property.Name}");
            }
            else if (property.CanWrite)
            {
                names.Add($"{section}:{property.Name}");
            }
        }
    }

    /// <summary>The class stands just before, <c>AddOptions&lt;T&gt;()…BindConfiguration(…)</c>, or it is the one whose constant has the name of the section.</summary>
    private Type? OptionsOf(string source, int index, string section) =>
        AddedOptions().Matches(source[..index]).LastOrDefault() is { } added && !source[added.Index..index].Contains(';', StringComparison.Ordinal)
            ? TypeNamed(added.Groups["type"].Value)
            : assemblies.SelectMany(assembly => assembly.GetTypes()).SingleOrDefault(type => Constant(type, "Section") == section);

    private string? Text(string argument) =>
        argument is ['"', .., '"'] ? argument[1..^1]
        : argument.Split('.') is [var type, var constant] && TypeNamed(type) is { } found ? Constant(found, constant)
        : null;

    private Type? TypeNamed(string name) => assemblies.SelectMany(assembly => assembly.GetTypes()).FirstOrDefault(type => type.Name == name);

    private static string? Constant(Type type, string name) =>
        type.GetField(name, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static) is { IsLiteral: true } field ? field.GetRawConstantValue() as string : null;

    [GeneratedRegex("""
        GetSection\((?<argument>[^)]*)\)\.Get<(?<list>\w+\[\])>
        | (BindConfiguration|GetSection)\((?<argument>[^)]*)\)
        | (?<connection>GetConnectionString|AddCalendarStore|AddSignalRService)\((?<argument>[^),]*)
        | (?<single>[cC]onfiguration\[|GetValue<[^>]+>\(|GetEnvironmentVariable\()(?<argument>[^\]),]*)
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Reading();

    [GeneratedRegex(@"AddOptions<(?<type>\w+)>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AddedOptions();

    [GeneratedRegex(@"//.*", RegexOptions.NonBacktracking)]
    private static partial Regex Comment();
}
