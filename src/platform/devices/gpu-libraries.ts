import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** A library that models on a GPU need, and where it was found. */
export interface GpuLibrary {
  readonly name: 'CUDA driver' | 'cuBLAS' | 'cuDNN' | 'Vulkan loader' | 'DirectML';
  readonly path: string | undefined;
}

const DEADLINE_MS = 5000;
/** Where Linux systems keep libraries that `ldconfig` may not list. */
const FOLDERS = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib/wsl/lib',
  '/usr/local/cuda/lib64',
];

const LINUX: readonly (readonly [GpuLibrary['name'], RegExp])[] = [
  ['CUDA driver', /^libcuda\.so\.1$/],
  ['cuBLAS', /^libcublas\.so\.12/],
  ['cuDNN', /^libcudnn\.so\.9/],
  ['Vulkan loader', /^libvulkan\.so\.1$/],
];
const WINDOWS: typeof LINUX = [
  ['CUDA driver', /^nvcuda\.dll$/i],
  ['cuBLAS', /^cublas64_12\.dll$/i],
  ['cuDNN', /^cudnn64_9\.dll$/i],
  ['Vulkan loader', /^vulkan-1\.dll$/i],
  ['DirectML', /^DirectML\.dll$/i],
];

/** Looks for the libraries of GPUs without loading any. Empty on a Mac, which brings its own. */
export async function findGpuLibraries(signal: AbortSignal): Promise<readonly GpuLibrary[]> {
  const wanted = process.platform === 'linux' ? LINUX : process.platform === 'win32' ? WINDOWS : [];
  if (wanted.length === 0) return [];
  const listed = process.platform === 'linux' ? await listedByLinker(signal) : [];
  const files = [...listed, ...(await filesIn(foldersToSearch()))];
  return wanted.map(([name, pattern]) => ({
    name,
    path: files.find((path) => pattern.test(path.split(/[\\/]/).at(-1) ?? '')),
  }));
}

function foldersToSearch(): readonly string[] {
  const { env } = process;
  const cuda = env['CUDA_PATH'] ?? env['CUDA_HOME'];
  const own = process.platform === 'win32' ? env['PATH'] : env['LD_LIBRARY_PATH'];
  const system = process.platform === 'win32' ? [join(env['SystemRoot'] ?? 'C:\\Windows', 'System32')] : FOLDERS;
  const toolkit = cuda === undefined ? [] : [join(cuda, 'lib64'), join(cuda, 'bin')];
  return [...(own ?? '').split(delimiter).filter((folder) => folder !== ''), ...toolkit, ...system];
}

async function filesIn(folders: readonly string[]): Promise<readonly string[]> {
  const lists = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(folder).catch(() => [] as string[])).map((name) => join(folder, name)),
    ),
  );
  return lists.flat();
}

/** What the linker of Linux knows; nothing where it cannot be asked. */
function listedByLinker(signal: AbortSignal): Promise<readonly string[]> {
  return new Promise((resolve) => {
    execFile(
      '/sbin/ldconfig',
      ['-p'],
      { timeout: DEADLINE_MS, signal, killSignal: 'SIGKILL', maxBuffer: 8 * 1024 ** 2 },
      (error, stdout) => {
        const paths = error === null ? stdout.split('\n').flatMap((line) => /=> (\/.+)$/.exec(line)?.[1] ?? []) : [];
        resolve(paths);
      },
    );
  });
}
