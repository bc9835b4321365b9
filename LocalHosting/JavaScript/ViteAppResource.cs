namespace Aspire.Hosting.JavaScript;

/// <summary>A Vite development server.</summary>
public class ViteAppResource(string name, string command, string workingDirectory) : JavaScriptAppResource(name, command, workingDirectory);
