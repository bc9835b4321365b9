using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Settings;

/// <summary>Ends a program that has wrong settings before it does anything, and names all of them at once.</summary>
public static partial class SettingsCheck
{
    /// <summary>BSD's EX_CONFIG: a configuration error, not a program error.</summary>
    public const int WrongSettings = 78;

    /// <summary>Checks all options that are registered with <c>ValidateOnStart</c>. If some are wrong, says so on standard error, without a stack trace.</summary>
    /// <returns>True if the program must not start.</returns>
    public static bool Refuses(IHost app)
    {
        var reasons = Reasons(app.Services);
        if (reasons.Count == 0)
        {
            return false;
        }

        var text = new StringBuilder(app.Services.GetRequiredService<IHostEnvironment>().ApplicationName).AppendLine(" does not start, because of these settings:");
        foreach (var reason in reasons)
        {
            text.Append("  ").AppendLine(reason);
        }

        text.Append("In the environment, a setting's name has two underscores for each colon.");
        Console.Error.WriteLine(text);
        return true;
    }

    private static List<string> Reasons(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (OptionsValidationException invalid)
        {
            return [.. Sentences(invalid)];
        }
        catch (AggregateException several) when (several.InnerExceptions.All(exception => exception is OptionsValidationException))
        {
            return [.. several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(Sentences).Distinct(StringComparer.Ordinal)];
        }
        // The binder could not convert a value. Its text names the setting, and no further setting was checked.
        catch (InvalidOperationException unreadable) when (unreadable.InnerException is not null)
        {
            return [unreadable.Message];
        }
    }

    private static IEnumerable<string> Sentences(OptionsValidationException invalid) =>
        invalid.Failures.Select(failure => ByAttribute().Match(failure) is { Success: true } match
            ? $"{SectionOf(invalid.OptionsType)}:{match.Groups["member"].Value}: {match.Groups["error"].Value}"
            : failure);

    /// <summary>Options classes have the name of their section as a constant.</summary>
    private static string SectionOf(Type options) => options.GetField("Section")?.GetRawConstantValue() as string ?? options.Name;

    // DataAnnotation validation failed for 'RateLimitOptions' members: 'Burst' with the error: 'The field Burst must be between 1 and 9.'.
    [GeneratedRegex("^DataAnnotation validation failed for '[^']*' members: '(?<member>[^']*)' with the error: '(?<error>.*)'\\.$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ByAttribute();
}
