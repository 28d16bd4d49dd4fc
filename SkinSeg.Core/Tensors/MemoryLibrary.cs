using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SkinSeg.Tensors;

/// <summary>Loads a shared library from bytes instead of from a file; Linux only.</summary>
/// <remarks>
/// Two copies of the kit may start at once, a home folder may be read-only and /tmp may forbid programs: a file in memory has none of these
/// troubles, and leaves nothing behind. Where a hardened kernel forbids it (vm.memfd_noexec), a file that is deleted as soon as it is loaded does.
/// </remarks>
internal static class MemoryLibrary
{
    // Open as long as the process: the loader knows a library by its path, and a closed number would be given to the next one.
    private static readonly List<SafeFileHandle> Open = [];

    /// <summary>Loads the library that <paramref name="image"/> holds.</summary>
    /// <param name="image">A whole ELF file.</param>
    /// <param name="name">A file name for lists of loaded libraries.</param>
    /// <param name="folder">A folder to write to where memory cannot be used; then the temporary folder is tried.</param>
    /// <exception cref="DllNotFoundException">The loader refuses the library, or it can be written nowhere.</exception>
    public static nint Load(byte[] image, string name, string folder)
    {
        Func<nint>[] ways = [() => FromMemory(image, name), () => FromFile(image, name, folder), () => FromFile(image, name, Path.GetTempPath())];
        var errors = new List<Exception>();
        foreach (var load in ways)
        {
            try
            {
                return load();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or DllNotFoundException or EntryPointNotFoundException)
            {
                errors.Add(error);
            }
        }

        // What the loader says about the library tells more than that a folder could not be written.
        var reason = errors.OfType<DllNotFoundException>().FirstOrDefault() ?? errors[0];
        throw new DllNotFoundException(reason.Message, reason);
    }

    private static nint FromMemory(byte[] image, string name)
    {
        var handle = new SafeFileHandle(CreateMemoryFile(name, 1), ownsHandle: true); // 1: MFD_CLOEXEC, not for child processes
        if (handle.IsInvalid)
        {
            throw new IOException("The system gives no file in memory.");
        }

        RandomAccess.Write(handle, image, 0);
        lock (Open)
        {
            Open.Add(handle);
        }

        return NativeLibrary.Load($"/proc/self/fd/{handle.DangerousGetHandle()}");
    }

    /// <summary>Loads the library through a file in <paramref name="folder"/> that is gone afterwards.</summary>
    internal static nint FromFile(byte[] image, string name, string folder)
    {
        string path = Path.Combine(folder, $"{name}.{Environment.ProcessId}-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllBytes(path, image);
            return NativeLibrary.Load(path);
        }
        finally
        {
            File.Delete(path); // what is loaded stays, also without its name
        }
    }

    [DllImport("libc", EntryPoint = "memfd_create", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int CreateMemoryFile(string name, uint flags);
}
