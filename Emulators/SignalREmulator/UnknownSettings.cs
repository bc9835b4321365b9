using System.Reflection;
using Microsoft.Extensions.Options;

namespace SignalREmulator;

/// <summary>Reports unknown settings: the binder ignores them, and their author would wait for an effect.</summary>
internal sealed class UnknownSettings(IConfiguration configuration) : IValidateOptions<EmulatorOptions>
{
    public ValidateOptionsResult Validate(string? name, EmulatorOptions options)
    {
        string[] unknown = [.. In(configuration.GetSection(EmulatorOptions.Section), typeof(EmulatorOptions)).Select(path => $"There is no setting '{path}'.")];
        return unknown.Length > 0 ? ValidateOptionsResult.Fail(unknown) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> In(IConfigurationSection section, Type type)
    {
        foreach (var setting in section.GetChildren())
        {
            var property = Array.Find(type.GetProperties(BindingFlags.Public | BindingFlags.Instance), property => string.Equals(property.Name, setting.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                yield return setting.Path;
            }
            else if (property.PropertyType.Assembly == type.Assembly && property.PropertyType.IsClass)
            {
                foreach (var path in In(setting, property.PropertyType))
                {
                    yield return path;
                }
            }
        }
    }
}
